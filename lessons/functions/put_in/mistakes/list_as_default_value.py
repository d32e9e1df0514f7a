def put_in(item, box=[]):
    box.append(item)
    return box
