watch:
    push    rbp
    push    rbx
    push    rax
    mov     rbx, rdi
    mov     ebp, dword ptr [rdi]
    call    [anything]
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
