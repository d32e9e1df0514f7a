def by_owner(owners):
    result = {}
    animals = []
    for animal, owner in owners.items():
        animals.append(animal)
        result[owner] = animals
    return result
