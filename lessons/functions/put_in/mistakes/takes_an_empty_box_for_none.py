def put_in(item, box=None):
    box = box or []
    box.append(item)
    return box
