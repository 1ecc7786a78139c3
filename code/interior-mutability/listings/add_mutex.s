add:
    push    r14
    push    rbx
    push    rax
    mov     ecx, 1
    xor     eax, eax
    lock    	cmpxchg	dword ptr [rdi], ecx
    jne     .LBB0_1
.LBB0_2:
    mov     rbx, [std::panicking::panic_count::GLOBAL_PANIC_COUNT]
    mov     rax, qword ptr [rbx]
    shl     rax
    test    rax, rax
    jne     .LBB0_4
    lea     r14, [rdi + 4]
    movzx   eax, byte ptr [rdi + 4]
    inc     qword ptr [rdi + 8]
    movabs  rax, 9223372036854775807
    mov     rcx, qword ptr [rbx]
    test    rcx, rax
    jne     .LBB0_7
.LBB0_9:
    xor     eax, eax
    xchg    dword ptr [rdi], eax
    add     rsp, 8
    cmp     eax, 2
    je      .LBB0_11
    pop     rbx
    pop     r14
    ret
.LBB0_1:
    mov     rbx, rdi
    call    [<std::sys::sync::mutex::futex::Mutex>::lock_contended]
    mov     rdi, rbx
    jmp     .LBB0_2
.LBB0_4:
    mov     r14, rdi
    call    [std::panicking::panic_count::is_zero_slow_path]
    mov     rdi, r14
    movzx   ecx, byte ptr [r14 + 4]
    inc     qword ptr [r14 + 8]
    test    al, al
    je      .LBB0_9
    lea     r14, [rdi + 4]
    movabs  rax, 9223372036854775807
    mov     rcx, qword ptr [rbx]
    test    rcx, rax
    je      .LBB0_9
.LBB0_7:
    mov     rbx, rdi
    call    [std::panicking::panic_count::is_zero_slow_path]
    mov     rdi, rbx
    test    al, al
    jne     .LBB0_9
    mov     byte ptr [r14], 1
    jmp     .LBB0_9
.LBB0_11:
    pop     rbx
    pop     r14
    jmp     [<std::sys::sync::mutex::futex::Mutex>::wake]
