wait:
.LBB0_1:
    movzx   eax, byte ptr [rdi]
    test    al, al
    je      .LBB0_1
    ret
