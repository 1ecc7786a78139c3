add:
    push    rbx
    cmp     qword ptr [rdi], 0
    jne     .LBB0_2
    mov     rbx, rdi
    mov     qword ptr [rdi], -1
    add     rdi, 8
    call    [anything]
    inc     qword ptr [rbx]
    pop     rbx
    ret
.LBB0_2:
    lea     rdi, [constant]
    call    [core::cell::panic_already_borrowed]
