"""The contract on paper: content and signatures in, blocks, a plain text twin and PDF bytes out.

`compose.blocks` turns the content into meaningful blocks; `twin`, `render` (and the page's template) only
walk those, so that what a reader of any of them gets is the same.
"""
