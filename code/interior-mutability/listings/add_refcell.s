add:
    cmp     qword ptr [rdi], 0
    jne     .LBB0_2
    inc     qword ptr [rdi + 8]
    ret
.LBB0_2:
    push    rax
    lea     rdi, [constant]
    call    [core::cell::panic_already_borrowed]
