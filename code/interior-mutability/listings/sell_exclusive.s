sell:
    inc     dword ptr [rsi]
    ret
