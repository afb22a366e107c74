"""How tests see all of a page at once."""

# What is not laid out yet, as in threads far from the window, has no innerText, and is as wide as
# its box says: all is laid out first. A sheet made by a script is subject to no policy of the page.
LAY_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets = [sheet];
}"""
