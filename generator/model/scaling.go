package model

import "weir.local/generator/source"

// Scaling is how the workers of a cluster on ECS come and go.
type Scaling struct {
	Tracks   []Tracking      // each keeps a load at its target; the most workers that one asks for are there
	Actions  []ScalingAction // by the clock, in their order
	First    *FirstWorker    // what brings a worker where there may be none; nil where there always is one
	Scrape   *Scrape         // what is read for it from Trino; nil: nothing
	Cooldown Cooldown
}

// Cooldown is how long scaling waits for what it did.
type Cooldown struct{ Out, In Seconds }

// Tracking keeps a load at a target, per worker or on average.
type Tracking struct {
	Name   string // "queued", "running", "cpu"
	Target Number // 5
	Load   Text   // metric of the load, as Trino names it; empty: the service's own average CPU
}

// ScalingAction is the fewest and the most workers from a time on.
type ScalingAction struct {
	Name     Text // "office", "office.end"
	At       Text // "cron(0 8 ? * MON-FRI *)"
	Timezone Text // "Asia/Seoul"
	Min, Max Number
}

// FirstWorker adds a worker where queries wait and there is none.
type FirstWorker struct {
	Name     string  // of policy and alarm: "first-worker"
	Cooldown Seconds // how long the worker may take to come
}

// Scrape is what the container metrics reads from Trino's own endpoint, and where it publishes it.
type Scrape struct {
	Image     Text // "public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300057.1b1167"
	User      Text // who reads: "metrics"
	Namespace Text // of CloudWatch: "Weir/Trino"
	LogGroup  Text // that the metrics are taken out of: "/weir/prod/adhoc/metrics"
	Interval  Seconds

	Queued, Running, Nodes Text // names of the metrics
}

// Names are all metrics that are read.
func (s *Scrape) Names() []Text { return []Text{s.Queued, s.Running, s.Nodes} }

// Hours are numbers of workers at certain hours of the week.
type Hours struct {
	Name     string
	Days     [7]bool // on which they begin, from Sunday
	From, To int     // in minutes of a day; To that is not after From is on the next
	Min, Max Number
	Origin   *source.Origin
}

// MinutesOfWeek is how many minutes a week has.
const MinutesOfWeek = 7 * minutesOfDay

const minutesOfDay = 24 * 60

// Span is a piece of a week in minutes from Sunday 00:00. One that goes over the end of the week goes on at its beginning.
type Span struct{ From, To int }

// Spans are the pieces of the week that hours are.
func (h Hours) Spans() []Span {
	length := h.To - h.From
	if length <= 0 {
		length += minutesOfDay
	}
	var spans []Span
	for day, on := range h.Days {
		if on {
			from := day*minutesOfDay + h.From
			spans = append(spans, Span{from, from + length})
		}
	}
	return spans
}

// Meets says whether two pieces have a minute in common.
func (s Span) Meets(other Span) bool {
	for _, shift := range []int{-MinutesOfWeek, 0, MinutesOfWeek} {
		if s.From < other.To+shift && other.From+shift < s.To {
			return true
		}
	}
	return false
}
