class Animal:
    def __init__(self, name):
        self.name = name

    def sound(self):
        return "..."

    def speak(self):
        print(f"{self.name} says {self.sound()}")


class Dog(Animal):
    def sound(self):
        return "woof"


class Puppy(Dog):
    def __init__(self, name, owner):
        super().__init__(name)
        self.owner = owner

    def sound(self):
        return super().sound() + ", but softly"


for animal in [Animal("Something"), Dog("Rex"), Puppy("Bit", "Eve")]:
    animal.speak()

print("Looked up in this order:")
for cls in Puppy.__mro__:
    print(" ", cls.__name__)
