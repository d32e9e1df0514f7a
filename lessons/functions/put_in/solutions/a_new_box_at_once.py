def put_in(item, box=None):
    if box is None:
        return [item]
    box.append(item)
    return box
