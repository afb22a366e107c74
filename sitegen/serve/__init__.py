"""The dev server and watch mode: wait for quiet, bring the site up to date, tell the browser.

watch.py    files → what changed, once they are quiet; decides nothing
places.py   which folders of a site are watched
preview.py  paths → pages of the site as it is now, made when they are asked for
faults.py   mistakes as the terminal and the browser show them
reload.py   pages that are open hear of changes
server.py   HTTP
"""
