f:
    mov     eax, dword ptr [rdi]
    inc     dword ptr [rsi]
    cmp     eax, dword ptr [rdi]
    jne     .LBB1_2
    ret
.LBB1_2:
    jmp     [both_are_one]
