sell:
    mov     eax, dword ptr [rdi]
    inc     dword ptr [rsi]
    cmp     dword ptr [rdi], eax
    jne     .LBB0_2
    ret
.LBB0_2:
    jmp     [changed]
