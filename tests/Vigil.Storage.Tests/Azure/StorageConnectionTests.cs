using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Vigil.Storage.Azure.Accounts;
using Xunit;

namespace Vigil.Storage.Tests.Azure;

/// <summary>Which account and which identity the settings mean, without a call to anybody.</summary>
public sealed class StorageConnectionTests
{
    private const string Text = "DefaultEndpointsProtocol=https;AccountName=text;AccountKey=a2V5;EndpointSuffix=core.windows.net";
    private const string Blobs = "https://data.blob.core.windows.net/";
    private const string Queues = "https://data.queue.core.windows.net/";

    [Theory]
    [InlineData("Storage")]
    [InlineData("ConnectionStrings:Storage")]
    public void A_connection_string_is_read_where_the_functions_host_reads_it(string key) =>
        Assert.Equal(Text, Read((key, Text))!.ConnectionString);

    [Fact]
    public void Endpoints_are_used_with_the_identity_that_is_named()
    {
        var connection = Read(("Storage:blobServiceUri", Blobs), ("Storage:queueServiceUri", Queues), ("Storage:credential", "managedidentity"), ("Storage:clientId", "4f"))!;
        Assert.Equal((new Uri(Blobs), new Uri(Queues)), (connection.BlobEndpoint, connection.QueueEndpoint));
        Assert.IsType<ManagedIdentityCredential>(connection.Credential);
    }

    [Fact]
    public void Without_a_credential_the_default_one_serves_a_developers_login() =>
        Assert.IsType<DefaultAzureCredential>(Read(("Storage:blobServiceUri", Blobs), ("Storage:queueServiceUri", Queues))!.Credential);

    [Fact]
    public void An_account_name_stands_for_its_endpoints() =>
        Assert.Equal(new Uri(Blobs), Read(("Storage:accountName", "data"))!.BlobEndpoint);

    [Theory]
    [InlineData("http://data.blob.core.windows.net/")]
    [InlineData("https://data.blob.core.windows.net/?sv=2022&sig=key")]
    [InlineData("https://user:key@data.blob.core.windows.net/")]
    [InlineData("data")]
    [InlineData("")]
    public void An_endpoint_with_a_key_or_without_encryption_is_refused(string uri)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(("Storage:blobServiceUri", uri), ("Storage:queueServiceUri", Queues)));
        Assert.DoesNotContain("key@", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_set_is_told_by_the_names_to_set()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new AzureStorage([]));
        Assert.Contains("Storage__blobServiceUri", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_connection_string_is_refused_without_a_word_of_what_it_holds()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new AzureStorage("AccountName=x;AccountKey=secret"));
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Triggers_that_would_listen_to_other_queues_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => Clients(("Storage:accountName", "data"), ("Queues:accountName", "other")));
        Assert.Throws<InvalidOperationException>(() => Clients(("Storage:accountName", "data"), ("Queues", Text)));
        Assert.NotNull(Clients(("Storage:accountName", "data"), ("Queues:queueServiceUri", Queues), ("AzureWebJobsStorage:accountName", "host")));
        Assert.NotNull(Clients(("Storage", Text), ("Queues", Text)));
    }

    [Theory]
    [InlineData("alerts", "evidence")]
    [InlineData("audit", "evidence")]
    [InlineData("findings", "data")]
    [InlineData("done", "data")]
    public void Evidence_lies_in_its_own_account_where_one_is_set(string container, string account)
    {
        var clients = Clients(("Storage:accountName", "data"), ("Evidence:blobServiceUri", "https://evidence.blob.core.windows.net/"));
        Assert.Equal(account, clients.Container(container).AccountName);
        Assert.Equal("data", Clients(("Storage:accountName", "data")).Container(container).AccountName);
    }

    private static StorageConnection? Read(params (string Key, string Value)[] settings) => StorageConnection.Read(Configuration(settings), "Storage");

    private static StorageClients Clients(params (string Key, string Value)[] settings) => StorageClients.From(Configuration(settings), null);

    private static IConfiguration Configuration((string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
