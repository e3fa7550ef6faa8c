"""What may be installed beside the program and is used where it is. Standard library only: both sides import it."""

import importlib.util

_RECOGNITION = ("rapidocr", "onnxruntime")


def recognises_scans() -> bool:
    """Whether the extra `reviewer[ocr]` is installed. Looks, and loads nothing."""
    return all(importlib.util.find_spec(name) is not None for name in _RECOGNITION)
