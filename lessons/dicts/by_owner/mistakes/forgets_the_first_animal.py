def by_owner(owners):
    result = {}
    for animal, owner in owners.items():
        if owner not in result:
            result[owner] = []
        else:
            result[owner].append(animal)
    return result
