def by_owner(owners):
    result = {}
    for animal, owner in owners.items():
        if owner not in result:
            result[owner] = []
        result[owner].append(animal)
    return result
