def put_in(item, box=None):
    if box is None:
        box = []
    return box + [item]
