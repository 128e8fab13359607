"""arXiv numbers as databases write them in the fields for pages, volumes and issues."""

# Each with the number itself.
ARXIV_NUMBERS = [
    ("arXiv:2401.01234", "2401.01234"),
    ("arXiv:2401.01234v2 [cs.LG]", "2401.01234"),
    ("2401.01234", "2401.01234"),
    ("abs/2001.01234", "2001.01234"),
    ("hep-th/9901001", "hep-th/9901001"),
]
