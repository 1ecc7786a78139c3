copy:
    mov     rax, qword ptr [rdi]
    mov     qword ptr [rsi], rax
    ret
