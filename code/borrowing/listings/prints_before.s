rate:
    sub     rsp, 24
    mov     qword ptr [rsp], rdi
    cmp     rdi, 2
    jb      .LBB0_2
    mov     rax, rsp
    mov     qword ptr [rsp + 8], rax
    mov     rax, [<usize as core::fmt::Display>::fmt]
    mov     qword ptr [rsp + 16], rax
    lea     rdi, [constant]
    lea     rsi, [rsp + 8]
    call    [std::io::stdio::_print]
    mov     rdi, qword ptr [rsp]
.LBB0_2:
    lea     rax, [constant]
    mov     eax, dword ptr [rax + 4*rdi]
    add     rsp, 24
    ret
