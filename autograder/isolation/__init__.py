"""Running code that nobody trusts: a sandbox, a student process in it, proxies outside.

    sandbox       how student code is confined on this host
    view          what can be seen inside
    seccomp       the system calls that it may not make
    watchdog      the small process between us and the sandbox
    launch        the first code inside: bounds, then `student`
    student       what runs inside, with `shell`, `record`, `objects`, `report`, `clock`
    plain         which values may cross and how they are written; `reader` reads them
    wire          one message on a pipe
    connection    the pipes to one student process, with deadlines
    conversation  requests, answers and callbacks with one student process
    process       one submission's student process, started anew when it dies
    cells         what running a cell showed; `outputs` reads it as data from a stranger
    proxy         the student's functions and objects seen from outside; `remote` what stands
                  behind them, `handles` the book of them
    failures      how the student's code can fail, as exceptions
    limits        how much of everything

This file imports nothing: the student's side loads only what it needs.
"""
