read:
    push    rbx
    mov     eax, dword ptr [rdi]
    cmp     eax, 1073741821
    ja      .LBB0_2
    lea     ecx, [rax + 1]
    lock    	cmpxchg	dword ptr [rdi], ecx
    jne     .LBB0_2
.LBB0_3:
    movzx   eax, byte ptr [rdi + 8]
    mov     rax, qword ptr [rdi + 16]
    mov     esi, -1
    lock    	xadd	dword ptr [rdi], esi
    dec     esi
    mov     ecx, esi
    and     ecx, -1073741825
    neg     ecx
    jo      .LBB0_4
    pop     rbx
    ret
.LBB0_2:
    mov     rbx, rdi
    call    [<std::sys::sync::rwlock::futex::RwLock>::read_contended]
    mov     rdi, rbx
    jmp     .LBB0_3
.LBB0_4:
    mov     rbx, rax
    call    [<std::sys::sync::rwlock::futex::RwLock>::wake_writer_or_readers]
    mov     rax, rbx
    pop     rbx
    ret
