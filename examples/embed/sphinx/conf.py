"""Sphinx settings of the recipe: its static files hold the element."""

project = "Attention in Sphinx"
html_extra_path = ["extra"]
html_js_files = [("../headwater/element.js", {"type": "module"})]
