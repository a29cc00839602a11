project = "Attention in Sphinx"
html_extra_path = ["extra"]
html_js_files = [("../headwater/element.js", {"type": "module"})]
