add:
    inc     qword ptr [rdi]
    ret
