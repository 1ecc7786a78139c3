fees:
    mov     edx, 400
    cmp     rdi, 1
    ja      .LBB0_2
    lea     rax, [constant]
    mov     edx, dword ptr [rax + 4*rdi]
.LBB0_2:
    xor     eax, eax
    cmp     rdi, 1
    setne   al
    test    rdi, rdi
    lea     ecx, [rax + rax + 11]
    mov     eax, 7
    cmovne  eax, ecx
    ret
