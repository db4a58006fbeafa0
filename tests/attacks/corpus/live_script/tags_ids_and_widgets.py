# class: live script | goal: script in metadata that a page shows | expected: 0 points, nothing live
"""nbconvert makes classes of a cell's tags, an id of its id, a script element of the state of widgets
and a title of the notebook's: all of them are metadata, which the student wrote."""

LIVE = "\"></script><script>document.title='@MARK@'</script><x y=\""


def tamper(hand_in):
    live = hand_in.fill(LIVE)
    state = {
        "application/vnd.jupyter.widget-state+json": {"state": {live: {"state": {"value": live}}}}
    }
    hand_in.notebook["metadata"] |= {"title": live, "widgets": state, "authors": [{"name": live}]}
    hand_in.notebook["metadata"]["kernelspec"] = {
        "name": live,
        "display_name": live,
        "language": live,
    }
    hand_in.notebook["metadata"]["language_info"] = {"name": live, "pygments_lexer": live}
    for cell in hand_in.notebook["cells"]:
        cell["id"] = live
        cell["metadata"] |= {
            "tags": [live],
            "name": live,
            "slideshow": {"slide_type": live},
            "jp": live,
        }
        cell["metadata"]["nbgrader"]["comment"] = live
        if cell["cell_type"] == "code":
            cell["execution_count"] = live
            cell["outputs"] = [
                {"output_type": "display_data", "data": {"text/html": live}, "metadata": {}}
            ]


def harmed(world):
    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    shown = (
        world.page + path.read_text() + (world.course / "reports" / "s01_target.html").read_text()
    )
    return "metadata of the student's is kept" if world.mark in shown else ""


def tamper_honestly(hand_in):
    hand_in.notebook["metadata"]["title"] = "Week 1 <final> & more"
    for cell in hand_in.notebook["cells"]:
        cell["metadata"]["tags"] = ["a<b", 'quote "this"']
