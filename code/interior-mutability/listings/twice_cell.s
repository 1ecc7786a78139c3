twice:
    mov     rax, qword ptr [rsi]
    add     rax, qword ptr [rdi]
    mov     qword ptr [rdi], rax
    add     rax, qword ptr [rsi]
    mov     qword ptr [rdi], rax
    ret
