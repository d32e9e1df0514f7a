# Three functions that all look up one name.
greeters = []
for name in ["Ada", "Bo", "Cy"]:
    greeters.append(lambda: "Hello " + name)

for greet in greeters:
    print(greet())


# Each call of make_greeter has a name of its own.
def make_greeter(name):
    return lambda: "Hello " + name


greeters = []
for name in ["Ada", "Bo", "Cy"]:
    greeters.append(make_greeter(name))

for greet in greeters:
    print(greet())
