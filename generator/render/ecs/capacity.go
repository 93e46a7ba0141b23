package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// capacity says who runs the tasks: capacity providers, in shares, or the instances of the ECS cluster as they are.
func (s service) capacity() artifact.Entry {
	onDemand, spot := s.providers()
	if onDemand.Value == "" {
		return text("launchType", s.Task.Launch.Origin, s.Task.Launch.Value)
	}
	return artifact.Entry{Key: "capacityProviderStrategy", Value: s.strategy(onDemand, spot)}
}

// providers are those of Fargate, or those that the environment has for instances.
func (s service) providers() (onDemand, spot model.Text) {
	if s.Task.Launch.Value == "FARGATE" {
		return model.Text{Value: "FARGATE", Origin: s.Task.Launch.Origin}, model.Text{Value: "FARGATE_SPOT", Origin: s.Task.Launch.Origin}
	}
	return s.Home.OnDemand, s.Home.Spot
}

// strategy is on demand alone, or spot upon a base on demand: ECS itself does not put one in the other's place.
func (s service) strategy(onDemand, spot model.Text) artifact.List {
	if s.role.Name == model.Coordinator || !s.Workers.Spot || spot.Value == "" {
		return artifact.List{share(onDemand, 0, 1, onDemand.Origin)}
	}
	many := share(spot, 0, 1, s.Workers.SpotOrigin)
	if s.Workers.OnDemandBase == 0 {
		return artifact.List{many}
	}
	return artifact.List{share(onDemand, s.Workers.OnDemandBase, 0, s.Workers.BaseOrigin), many}
}

func share(provider model.Text, base, weight int, why *source.Origin) artifact.Node {
	m := artifact.Map{text("capacityProvider", provider.Origin, provider.Value)}
	if base > 0 {
		m = append(m, number("base", why, int64(base)))
	}
	return append(m, number("weight", why, int64(weight)))
}
