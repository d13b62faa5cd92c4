nansen exceptions old.refugee --file refuge.treaty
nansen exceptions new.refugee --file refuge.treaty
nansen exceptions new.standard --file refuge.treaty --format json
