"""Writes the sample applications anew: python resources/demo/make_samples.py [FOLDER]

Needs the development dependencies. The ten Word 97 files are written with LibreOffice; where it is missing
the ones that are there stay as they are.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from make.applications import write_applications

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "applications"
    write_applications(folder)
