watch:
    mov     qword ptr [rsi], 0
    jmp     rdx
