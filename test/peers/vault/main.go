package main // Vault's own core and HTTP layer, in memory, unsealed. For tests only.

import (
	"context"; "fmt"; "log"; "maps"; "net"; "net/http"; "os"; "slices"; "time"
	"github.com/hashicorp/go-hclog"
	jwt "github.com/hashicorp/vault-plugin-auth-jwt"
	kubernetes "github.com/hashicorp/vault-plugin-auth-kubernetes"
	kv "github.com/hashicorp/vault-plugin-secrets-kv"
	"github.com/hashicorp/vault/builtin/credential/approle"
	"github.com/hashicorp/vault/helper/namespace"
	vaulthttp "github.com/hashicorp/vault/http"
	"github.com/hashicorp/vault/internalshared/configutil"
	. "github.com/hashicorp/vault/sdk/helper/consts"
	"github.com/hashicorp/vault/sdk/logical"
	"github.com/hashicorp/vault/sdk/physical/inmem"
	"github.com/hashicorp/vault/vault"
)

type factories = map[string]logical.Factory
type data = map[string]any
type registry struct{}

var auths = factories{"approle": approle.Factory, "jwt": jwt.Factory, "kubernetes": kubernetes.Factory}
var engines = factories{"kv": kv.Factory}

func of(t PluginType) factories {
	return map[PluginType]factories{PluginTypeCredential: auths, PluginTypeSecrets: engines}[t]
}
func (registry) Contains(n string, t PluginType) bool { return of(t)[n] != nil }
func (registry) Get(n string, t PluginType) (func() (any, error), bool) {
	f := of(t)[n]
	return func() (any, error) { return f, nil }, f != nil
}
func (registry) Keys(t PluginType) []string { return slices.Collect(maps.Keys(of(t))) }
func (registry) DeprecationStatus(n string, t PluginType) (DeprecationStatus, bool) { return Supported, of(t)[n] != nil }
func (registry) IsBuiltinEntPlugin(string, PluginType) bool { return false }
func must[T any](v T, err error) T { if err != nil { log.Fatal(err) }; return v }

func main() {
	logger := hclog.New(&hclog.LoggerOptions{Level: hclog.Warn})
	core := must(vault.NewCore(&vault.CoreConfig{Physical: must(inmem.NewInmem(nil, logger)), StorageType: "inmem",
		Logger: logger, DisableMlock: true, BuiltinRegistry: registry{}, LogicalBackends: engines,
		CredentialBackends: auths, DefaultLeaseTTL: time.Hour, MaxLeaseTTL: 24 * time.Hour}))
	ctx := namespace.RootContext(context.Background())
	first := must(core.Initialize(ctx, &vault.InitParams{BarrierConfig: &vault.SealConfig{SecretShares: 1, SecretThreshold: 1}}))
	must(core.Unseal(slices.Clone(first.SecretShares[0])))
	ask := func(path string, body data) {
		if r := must(core.HandleRequest(ctx, &logical.Request{ID: path, Operation: logical.UpdateOperation,
			ClientToken: first.RootToken, Path: path, Data: body})); r.IsError() { log.Fatal(r.Error()) }
	}
	ask("auth/token/create", data{"id": "root", "policies": []string{"root"}, "no_parent": true})
	ask("sys/mounts/secret", data{"type": "kv", "options": map[string]string{"version": "2"}})
	ask("sys/mounts/kv1", data{"type": "kv", "options": map[string]string{"version": "1"}})
	l := must(net.Listen("tcp", os.Args[1]))
	fmt.Println("vault ready on http://" + l.Addr().String())
	log.Fatal(http.Serve(l, vaulthttp.Handler.Handler(&vault.HandlerProperties{Core: core,
		ListenerConfig: &configutil.Listener{TLSDisable: true}})))
}
