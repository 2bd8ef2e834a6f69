using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Testing;
using Xunit;

namespace Vigil.Functions.Tests.Infra;

/// <summary>What no deployment may contain, over the compiled template.</summary>
public sealed partial class SecurityTests
{
    /// <summary>The built-in roles that are assigned, by their ids in every cloud.</summary>
    private static readonly Dictionary<string, string> s_roles = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"] = "Storage Queue Data Message Sender",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    private static Template Main => Template.Main;

    [Theory]
    [InlineData("listKeys")]
    [InlineData("listAccountSas")]
    [InlineData("listServiceSas")]
    [InlineData("listSecrets")]
    [InlineData("AccountKey")]
    [InlineData("SharedAccessKey")]
    [InlineData("sharedKey")]
    [InlineData("DefaultEndpointsProtocol")]
    [InlineData("primaryMasterKey")]
    public void No_key_is_read_or_written(string word) =>
        Assert.DoesNotContain(word, KeyOff().Replace(Main.Text, string.Empty), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Every_storage_account_refuses_keys_anonymous_readers_and_old_TLS() => AssertAll("Microsoft.Storage/storageAccounts", properties =>
    {
        Assert.False(properties.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(properties.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.False(properties.GetProperty("allowCrossTenantReplication").GetBoolean());
        Assert.True(properties.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", properties.GetProperty("minimumTlsVersion").GetString());
    });

    [Fact]
    public void No_container_is_public() => AssertAll("Microsoft.Storage/storageAccounts/blobServices/containers",
        properties => Assert.Equal("None", properties.GetProperty("publicAccess").GetString()));

    [Fact]
    public void No_version_and_no_deleted_blob_is_kept() => AssertAll("Microsoft.Storage/storageAccounts/blobServices", properties =>
    {
        Assert.False(properties.GetProperty("isVersioningEnabled").GetBoolean());
        Assert.False(properties.GetProperty("deleteRetentionPolicy").GetProperty("enabled").GetBoolean());
    });

    [Fact]
    public void Lifecycle_rules_tier_and_never_delete() => AssertAll("Microsoft.Storage/storageAccounts/managementPolicies", properties =>
        Assert.Equal(["tierToCool"], Template.Values(properties, "baseBlob").SelectMany(b => b.EnumerateObject()).Select(p => p.Name)));

    [Theory]
    [InlineData("Microsoft.ServiceBus/namespaces", "disableLocalAuth")]
    [InlineData("Microsoft.Insights/components", "DisableLocalAuth")]
    [InlineData("Microsoft.OperationalInsights/workspaces", "disableLocalAuth")]
    [InlineData("Microsoft.EventGrid/topics", "disableLocalAuth")]
    [InlineData("Microsoft.KeyVault/vaults", "enableRbacAuthorization")]
    [InlineData("Microsoft.KeyVault/vaults", "enablePurgeProtection")]
    [InlineData("Microsoft.Web/sites", "httpsOnly")]
    public void Only_Entra_ID_opens_it(string type, string setting) =>
        AssertAll(type, properties => Assert.True(Assert.Single(Template.Values(properties, setting)).GetBoolean()));

    [Theory]
    [InlineData("Microsoft.ServiceBus/namespaces", "minimumTlsVersion")]
    [InlineData("Microsoft.EventGrid/topics", "minimumTlsVersionAllowed")]
    [InlineData("Microsoft.Web/sites", "minTlsVersion")]
    [InlineData("Microsoft.Web/sites", "scmMinTlsVersion")]
    public void TLS_is_1_2_at_least(string type, string setting) =>
        AssertAll(type, properties => Assert.Equal("1.2", Assert.Single(Template.Values(properties, setting)).GetString()));

    [Fact]
    public void Packages_are_deployed_by_Entra_ID_alone() => AssertAll("Microsoft.Web/sites/basicPublishingCredentialsPolicies",
        properties => Assert.False(properties.GetProperty("allow").GetBoolean()));

    [Fact]
    public void The_vault_keeps_what_is_deleted_for_ninety_days() => AssertAll("Microsoft.KeyVault/vaults",
        properties => Assert.Equal(90, properties.GetProperty("softDeleteRetentionInDays").GetInt32()));

    [Fact]
    public void Every_role_is_known_used_and_in_the_table_of_the_readme()
    {
        var ids = RoleId().Matches(File.ReadAllText(Path.Combine(Repository.Root, "infra", "modules", "roles.bicep"))).Select(m => (Name: m.Groups[1].Value, Id: m.Groups[2].Value)).ToList();
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra"), "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText));
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "infra", "README.md"));
        Assert.Equal(s_roles.Keys.Order(), ids.Select(r => r.Id).Order());
        Assert.All(ids, role => Assert.Contains($"roles.{role.Name}", sources, StringComparison.Ordinal));
        Assert.All(s_roles.Values, role => Assert.Contains(role, readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_assignment_is_to_a_service_on_one_resource_under_a_name_that_a_second_deployment_finds_again()
    {
        var assignments = Main.OfType("Microsoft.Authorization/roleAssignments").ToList();
        Assert.NotEmpty(assignments);
        Assert.All(assignments, assignment =>
        {
            Assert.StartsWith("[resourceId('Microsoft.", assignment.GetProperty("scope").GetString(), StringComparison.Ordinal);
            Assert.StartsWith("[guid(", assignment.GetProperty("name").GetString(), StringComparison.Ordinal);
            Assert.Equal("ServicePrincipal", assignment.GetProperty("properties").GetProperty("principalType").GetString());
        });
    }

    [Fact]
    public void Nothing_is_deployed_outside_of_the_resource_group()
    {
        Assert.EndsWith("deploymentTemplate.json#", Main.Root.GetProperty("$schema").GetString(), StringComparison.Ordinal);
        Assert.All(Main.OfType("Microsoft.Resources/deployments"), deployment =>
        {
            Assert.False(deployment.TryGetProperty("subscriptionId", out _));
            Assert.False(deployment.TryGetProperty("resourceGroup", out _));
            Assert.False(deployment.TryGetProperty("scope", out _));
        });
    }

    [Fact]
    public void No_public_cloud_is_taken_for_granted()
    {
        var text = Main.Text;
        Assert.All(
            ["core.windows.net", "azurewebsites.net", "vault.azure.net", "servicebus.windows.net", "login.microsoftonline.com"],
            host => Assert.DoesNotContain(host, text, StringComparison.Ordinal));
    }

    private static void AssertAll(string type, Action<JsonElement> check)
    {
        var resources = Main.OfType(type).ToList();
        Assert.NotEmpty(resources);
        Assert.All(resources, resource => check(resource.GetProperty("properties")));
    }

    /// <summary>Settings that turn keys off name them.</summary>
    [GeneratedRegex("\"allowSharedKeyAccess\": false")]
    private static partial Regex KeyOff();

    [GeneratedRegex(@"^\s+(\w+): '([0-9a-f-]{36})'\r?$", RegexOptions.Multiline)]
    private static partial Regex RoleId();
}
