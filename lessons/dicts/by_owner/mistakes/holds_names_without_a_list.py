def by_owner(owners):
    result = {}
    for animal, owner in owners.items():
        if owner in result:
            result[owner] = [result[owner], animal]
        else:
            result[owner] = animal
    return result
