using Microsoft.Extensions.Options;
using Vigil.Core.Intake;
using Vigil.Core.Scanning.Effects;
using Vigil.Core.Senders;
using Xunit;

namespace Vigil.Core.Tests.Senders;

/// <summary>What the application itself raises comes from no sender.</summary>
public sealed class InternalProfileTests
{
    private static readonly ProfileCatalog s_catalog = ProfileCatalog.LoadEmbedded();

    [Fact]
    public void Nobody_outside_can_be_the_instance_of_the_scan() =>
        Assert.Null(new SenderInstances(Options.Create(new IntakeOptions()), s_catalog.Find).Find(ScanAlerts.Instance));

    [Theory]
    [InlineData("scan", "github")]
    [InlineData("mine", "scan")]
    public void An_instance_that_takes_its_name_or_its_profile_is_refused_and_would_not_be_found(string name, string profile)
    {
        var options = new IntakeOptions { Instances = { new InstanceOptions { Name = name, Profile = profile } } };

        Assert.True(new IntakeOptionsValidator(s_catalog.Find).Validate(null, options).Failed);
        Assert.Null(new SenderInstances(Options.Create(options), s_catalog.Find).Find(name));
    }
}
