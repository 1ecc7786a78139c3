watch:
    jmp     [anything]
