watch:
    push    rbp
    push    rbx
    push    rax
    mov     rbx, rsi
    mov     ebp, dword ptr [rsi]
    mov     qword ptr [rdi], 0
    call    rdx
    cmp     dword ptr [rbx], ebp
    jne     .LBB0_2
    add     rsp, 8
    pop     rbx
    pop     rbp
    ret
.LBB0_2:
    add     rsp, 8
    pop     rbx
    pop     rbp
    jmp     [changed]
