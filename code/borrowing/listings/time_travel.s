fees:
    xor     eax, eax
    test    rdi, rdi
    setne   al
    lea     eax, [4*rax + 7]
    lea     rcx, [constant]
    mov     edx, dword ptr [rcx + 4*rdi]
    ret
