nansen check --draft several N9602_several_places.treaty
