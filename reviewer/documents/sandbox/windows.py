"""Windows: a job object around each worker, made by the parent, and what a worker can give up by itself.

The job bounds memory, allows no second process, cuts the worker off from clipboard, desktop and other windows, and ends
it when the parent is gone, for the last handle of the job goes with it. It does not bound files or the network: that
would take an AppContainer, which a Python installed for one user cannot be started in without changing its files.
https://learn.microsoft.com/windows/win32/procthread/job-objects
"""

import ctypes
from typing import Any

_PROCESS_MEMORY, _ACTIVE_PROCESS, _DIE_ON_UNHANDLED, _KILL_ON_CLOSE = 0x100, 0x8, 0x400, 0x2000
_BASIC_UI_RESTRICTIONS, _EXTENDED_LIMITS = 4, 9
_ALL_UI = 0xFF
_CHILD_PROCESS_POLICY, _EXTENSION_POINTS_POLICY, _IMAGE_LOAD_POLICY = 13, 6, 10
_NO_CHILDREN, _NO_EXTENSION_POINTS, _NO_REMOTE_NO_LOW_LABEL = 0x1, 0x1, 0x3


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class IoCounters(ctypes.Structure):
    """IO_COUNTERS."""

    _fields_ = tuple((name, ctypes.c_uint64) for name in ("Reads", "Writes", "Others", "Read", "Written", "Other"))


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("Basic", BasicLimits),
        ("Io", IoCounters),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def limits(memory: int) -> ExtendedLimits:
    """The limits of a worker's job; `memory` in bytes."""
    made = ExtendedLimits()
    made.Basic.LimitFlags = _PROCESS_MEMORY | _ACTIVE_PROCESS | _DIE_ON_UNHANDLED | _KILL_ON_CLOSE
    made.Basic.ActiveProcessLimit = 1
    made.ProcessMemoryLimit = memory
    return made


def hold(process: int, memory: int) -> int | None:
    """Put a process (its handle) into a job of its own; the job's handle, to be kept as long as the process may run.

    None where the system refuses. Parent side.
    """
    kernel = _kernel()
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return None
    wanted, ui = limits(memory), ctypes.c_uint32(_ALL_UI)
    kernel.SetInformationJobObject(job, _BASIC_UI_RESTRICTIONS, ctypes.byref(ui), ctypes.sizeof(ui))
    bound = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))
    if not bound or not kernel.AssignProcessToJobObject(job, ctypes.c_void_p(process)):
        release(job)
        return None
    return int(job)


def release(job: int) -> None:
    """Let a job go, and with it whatever still runs in it. Parent side."""
    _kernel().CloseHandle(ctypes.c_void_p(job))


def confine() -> tuple[str, ...]:
    """Give up starting programs and loading libraries from elsewhere. Worker side."""
    kernel = _kernel()
    held: list[str] = []
    for policy, value, name in (
        (_CHILD_PROCESS_POLICY, _NO_CHILDREN, "no_child_processes"),
        (_EXTENSION_POINTS_POLICY, _NO_EXTENSION_POINTS, ""),
        (_IMAGE_LOAD_POLICY, _NO_REMOTE_NO_LOW_LABEL, ""),
    ):
        flags = ctypes.c_uint32(value)
        if kernel.SetProcessMitigationPolicy(policy, ctypes.byref(flags), ctypes.sizeof(flags)) and name:
            held.append(name)
    return tuple(held)


def _kernel() -> Any:  # noqa: ANN401 - what ctypes gives has no type outside of Windows
    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    return kernel
