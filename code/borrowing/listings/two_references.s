f:
    inc     dword ptr [rsi]
    ret
