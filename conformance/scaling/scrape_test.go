package scaling

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"weir.local/conformance/real"
)

// scraping is the generated configuration of what is scraped, as far as Prometheus would act on it here.
type scraping struct {
	ScrapeConfigs []struct {
		MetricsPath   string              `yaml:"metrics_path"`
		Params        map[string][]string `yaml:"params"`
		BasicAuth     map[string]string   `yaml:"basic_auth"`
		StaticConfigs []struct {
			Targets []string `yaml:"targets"`
		} `yaml:"static_configs"`
	} `yaml:"scrape_configs"`
}

// scraping reads what the container metrics is given.
func (c *cluster) scraping(t *testing.T) scraping {
	t.Helper()
	var s scraping
	must(t, yaml.Unmarshal([]byte(c.container(t, "coordinator", "metrics").variable("PROMETHEUS_CONFIG_CONTENT")), &s))
	if len(s.ScrapeConfigs) != 1 || len(s.ScrapeConfigs[0].Params["name[]"]) != 3 {
		t.Fatalf("the container metrics scrapes %+v", s)
	}
	if got := s.ScrapeConfigs[0].StaticConfigs[0].Targets; !slices.Equal(got, []string{"localhost:8080"}) {
		t.Fatalf("the container metrics scrapes %v", got)
	}
	return s
}

// scrape asks as the agent does, as a user; "" asks as the generated one. The answer is a value for each metric.
func (c *cluster) scrape(t *testing.T, as string) (code int, values map[string]float64) {
	t.Helper()
	config := c.scraping(t).ScrapeConfigs[0]
	request, err := http.NewRequest(http.MethodGet, c.coordinator.URL+config.MetricsPath+"?"+url.Values(config.Params).Encode(), nil)
	must(t, err)
	switch as {
	case "":
		request.SetBasicAuth(config.BasicAuth["username"], config.BasicAuth["password"])
	case "nobody":
	}
	response, err := http.DefaultClient.Do(request)
	must(t, err)
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return response.StatusCode, nil
	}
	values, err = read(response.Body)
	must(t, err)
	return response.StatusCode, values
}

// read reads metrics without labels, as Trino's gauges have none.
func read(from io.Reader) (map[string]float64, error) {
	values := map[string]float64{}
	lines := bufio.NewScanner(from)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") || lines.Text() == "" {
			continue
		}
		name, text, _ := strings.Cut(lines.Text(), " ")
		value, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("reading %q: %w", lines.Text(), err)
		}
		values[name] = value
	}
	return values, lines.Err()
}

// answersWhatIsScraped holds the answer to the names that scaling reads.
func (c *cluster) answersWhatIsScraped(t *testing.T) {
	if code, _ := c.scrape(t, "nobody"); code != http.StatusUnauthorized {
		t.Errorf("without a user Trino answers %d", code)
	}
	must(t, real.Eventually(time.Minute, func() error { // the group is there when it has had a query
		code, values := c.scrape(t, "")
		if code != http.StatusOK {
			return fmt.Errorf("Trino answers %d", code)
		}
		names := c.scraping(t).ScrapeConfigs[0].Params["name[]"]
		for _, name := range names {
			if _, there := values[name]; !there {
				return fmt.Errorf("Trino does not publish %s, but %v", name, values)
			}
		}
		if len(values) != len(names) {
			return fmt.Errorf("Trino answers %v", values)
		}
		return nil
	}))
}

// groupSeesWhoWaits compares what scaling from zero reads with Trino's own count of queries, while there is no worker.
func (c *cluster) groupSeesWhoWaits(t *testing.T) {
	config := c.scraping(t).ScrapeConfigs[0]
	queued, running, nodes := config.Params["name[]"][0], config.Params["name[]"][1], config.Params["name[]"][2]
	must(t, real.Eventually(time.Minute, func() error {
		_, values := c.scrape(t, "")
		if values[queued]+values[running] != 1 || values[nodes] != 1 {
			return fmt.Errorf("a query waits and its group says %v", values)
		}
		return nil
	}))
	request, err := http.NewRequest(http.MethodGet, c.coordinator.URL+"/metrics?name[]=trino_execution_name_QueryManager_QueuedQueries&name[]=trino_execution_name_QueryManager_RunningQueries", nil)
	must(t, err)
	request.SetBasicAuth("metrics", "")
	response, err := http.DefaultClient.Do(request)
	must(t, err)
	defer response.Body.Close()
	values, err := read(response.Body)
	must(t, err)
	for name, value := range values {
		if value != 0 {
			t.Errorf("%s is %g while the query waits: then scaling could read it", name, value)
		}
	}
	if len(values) != 2 {
		t.Errorf("Trino answers %v", values)
	}
}
