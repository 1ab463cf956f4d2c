"""The Snowball stemmers in JavaScript, as ES modules made from those that the Sphinx wheel carries.

Imports nothing but the standard library: the build hook of the wheel runs this file before the package exists.
"""

import importlib.metadata
import importlib.resources
import importlib.util
from pathlib import Path

# Language of a page -> name of its Snowball algorithm.
ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# The package of data that the build hook adds to the wheel.
PACKAGE = "hubgen_stemmers"

# Carries the JavaScript of Snowball 3.0.1; that of other versions stems some words otherwise than our Python does.
SPHINX = "9.0.4"


class StemmerError(Exception):
    """The JavaScript stemmers are neither installed with hubgen nor to be had from Sphinx."""


def stemmer_module(algorithm: str) -> bytes:
    """The ES module of a Snowball algorithm; its default export takes a word and gives the stem."""
    if importlib.util.find_spec(PACKAGE):
        return importlib.resources.files(PACKAGE).joinpath(f"{algorithm}.js").read_bytes()
    return _wrapped(_sphinx_scripts(), algorithm)


def stemmer_licence() -> bytes:
    """The notice that goes with every copy of a stemmer."""
    return _LICENCE.encode("utf-8")


def write_package(folder: Path) -> None:
    """Writes the package of data: one ES module for each algorithm."""
    scripts = _sphinx_scripts()
    docstring = '"""The Snowball stemmers as ES modules; each names its licence."""\n'
    (folder / "__init__.py").write_text(docstring, encoding="utf-8")
    for algorithm in sorted(set(ALGORITHMS.values())):
        (folder / f"{algorithm}.js").write_bytes(_wrapped(scripts, algorithm))


def _sphinx_scripts() -> Path:
    """Where the installed Sphinx keeps its stemmers; Sphinx itself is not imported."""
    spec = importlib.util.find_spec("sphinx")
    if spec is None or spec.origin is None:
        raise StemmerError(f"the search stemmers are missing: install hubgen with pip, or sphinx=={SPHINX}")
    installed = importlib.metadata.version("sphinx")
    if installed != SPHINX:
        raise StemmerError(f"the search stemmers are those of sphinx {SPHINX}, but {installed} is installed")
    return Path(spec.origin).parent / "search" / "minified-js"


def _wrapped(scripts: Path, algorithm: str) -> bytes:
    """A stemmer and its base, which know no modules, as one module that leaves no global name behind."""
    base = (scripts / "base-stemmer.js").read_text(encoding="utf-8").strip()
    stemmer = (scripts / f"{algorithm}-stemmer.js").read_text(encoding="utf-8").strip()
    name = f"{algorithm.title()}Stemmer"
    lines = [
        f"/* The {algorithm} stemmer of Snowball 3.0.1, https://snowballstem.org/; see stemmer-licence.txt */",
        f"let BaseStemmer;\n{base}",
        f"{stemmer}",
        f"const stemmer = new {name}();\nexport default (word) => stemmer.stemWord(word);\n",
    ]
    return "\n".join(lines).encode("utf-8")


# Snowball's own notice: its third clause, like the others, asks to be kept with every copy.
_LICENCE = """\
Copyright (c) 2001, Dr Martin Porter
Copyright (c) 2004,2005, Richard Boulton
Copyright (c) 2013, Yoshiki Shibukawa
Copyright (c) 2006-2025, Olly Betts
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions
are met:

  1. Redistributions of source code must retain the above copyright notice,
     this list of conditions and the following disclaimer.
  2. Redistributions in binary form must reproduce the above copyright notice,
     this list of conditions and the following disclaimer in the documentation
     and/or other materials provided with the distribution.
  3. Neither the name of the Snowball project nor the names of its contributors
     may be used to endorse or promote products derived from this software
     without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR
ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
