"""How much of what is drawn at random tests try: `TANDEM_TIMES=20 .venv/bin/pytest tests/advise`, 20 times as much."""

import os

TIMES = int(os.environ.get("TANDEM_TIMES", "1"))
