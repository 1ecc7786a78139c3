read:
    mov     rax, qword ptr [rdi]
    mov     rdx, qword ptr [rdi + 8]
    ret
