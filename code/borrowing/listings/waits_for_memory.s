wait:
    cmp     byte ptr [rdi], 0
    je      .LBB0_1
    ret
.LBB0_1:
    jmp     .LBB0_1
