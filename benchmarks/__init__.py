"""What is promised about speed, memory and safety, measured: `python3 main.py bench [NAME] [--json FILE]`."""
