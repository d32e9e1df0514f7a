def put_in(item, box=None):
    if box is None:
        box = []
    box.append(item)
    return box
