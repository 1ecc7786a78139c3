twice:
    mov     rax, qword ptr [rsi]
    add     rax, rax
    add     qword ptr [rdi], rax
    ret
