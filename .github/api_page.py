"""Write a page of the public API, from its docstrings: `pip install pdoc`, `python .github/api_page.py FOLDER`."""

import sys
from pathlib import Path

import pdoc

import tandem_models
import tandem_scheduler
from tandem_scheduler import api

# pdoc sees only what is bound in the package; names are bound when they are first asked for.
tandem_scheduler.__all__ = [*api.__all__, *tandem_models.__all__]
for name in tandem_scheduler.__all__:
    setattr(tandem_scheduler, name, getattr(tandem_scheduler, name))
pdoc.render.configure(docformat="google", show_source=False)
pdoc.pdoc("tandem_scheduler", output_directory=Path(sys.argv[1]))
